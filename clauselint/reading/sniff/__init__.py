"""What a file is: told by its content first and by its name second; formats that are not read are named."""
