// A site of one empty page for packages/rules in a browser: the bundle as `/rules.js`, the fast path as
// `/rank-bytes.js`, a worker that runs the tests of the package, and the files that those read.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { bundleRules, pageModules, RANKING_BYTES, readProjectFile } from './bundles.ts'

export interface RulesSite {
  readonly url: string
  close(): Promise<void>
}

// Tests read files at once, so the request may not be left to later. It is taken before the network is forbidden.
const WORKER = `
const Request = XMLHttpRequest
self.readProjectFile = (path) => {
  const request = new Request()
  request.open('GET', path, false)
  request.send()
  return request.status === 200 ? request.responseText : null
}
importScripts('/tests.js')
runRulesTests().then((outcomes) => postMessage(outcomes))
`

/** @param more scripts by their address */
export async function serveRules(more: Readonly<Record<string, string>> = {}): Promise<RulesSite> {
  const scripts: Readonly<Record<string, string>> = {
    '/rules.js': (await bundleRules(pageModules())).code,
    '/rank-bytes.js': (await bundleRules(RANKING_BYTES)).code,
    '/worker.js': WORKER,
    ...more,
  }
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path === '/') {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<!doctype html><title>rules</title>')
      return
    }
    const text = scripts[path] ?? readProjectFile(path)
    const type = scripts[path] === undefined ? 'text/plain' : 'text/javascript'
    response
      .writeHead(text === null ? 404 : 200, { 'content-type': `${type}; charset=utf-8` })
      .end(text ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
