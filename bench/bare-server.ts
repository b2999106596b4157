// The reference: node:http alone, answering every request with the bytes it was given.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [file = '', type = 'text/html; charset=utf-8', encoding = ''] = process.argv.slice(2)
const body = readFileSync(file)
const headers = {
  'Content-Type': type,
  'Content-Length': body.length,
  ...(encoding === '' ? {} : { 'Content-Encoding': encoding }),
}
const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => {
  const bound = server.address()
  process.stdout.write(`ready ${typeof bound === 'object' && bound !== null ? bound.port : 0}\n`)
})
