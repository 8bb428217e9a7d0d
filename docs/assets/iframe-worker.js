// Search in a site that is opened from a folder on disk: browsers start no workers there. This runs the script of the worker in
// a hidden frame, and passes messages between the two.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.appendChild(frame)
      const inside = frame.contentWindow
      this.messages = []
      this.ready = false
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }))
      inside.importScripts = (...urls) =>
        urls.reduce((before, each) => before.then(() => this.load(inside, each)), Promise.resolve())
      this.inside = inside
      this.load(inside, url).then(() => {
        this.ready = true
        this.messages.forEach((data) => this.pass(data))
      })
    }

    load(inside, url) {
      return new Promise((loaded, failed) => {
        const script = inside.document.createElement("script")
        script.src = url
        script.onload = loaded
        script.onerror = failed
        inside.document.body.appendChild(script)
      })
    }

    postMessage(data) {
      if (this.ready) this.pass(data)
      else this.messages.push(data)
    }

    pass(data) {
      this.inside.dispatchEvent(new MessageEvent("message", { data }))
    }

    terminate() {}
  }
}
