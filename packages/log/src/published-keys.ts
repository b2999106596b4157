// Keys whose private half is published: sample logs and the examples of RFC 8032. A sequencer or witness that found
// one in its settings would sign what anybody can sign, so a production start refuses them.

import { hex } from './bytes.ts'
import { sha256 } from './sha256.ts'

// SHA-256 of the public key, so that the list itself holds no key that could be copied into a setting.
const PUBLISHED: ReadonlySet<string> = new Set([
  'dde3e51ccc5f6a89454193f2b050dfa428fc3e174bd273136e46cac0640264f9',
  'e92e7c0301d570d2ea9c7ecd39fc691d9384b11ba7fface46a5ce1458a4eaa99',
  'dc2d088feed300315b9da0ae7d83e030b44860394ed5e2611b749768a059825f',
  'f2a2924e7c61aae316edbb6bd601252b362f62e11babafb0d6486f7ec966eef4',
  '21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9',
  '39f713d0a644253f04529421b9f51b9b08979d08295959c4f3990ee617f5139f',
  'dac073e0123bdea59dd9b3bda9cf6037f63aca82627d7abcd5c4ac29dd74003e',
])

export function isPublishedKey(publicKey: Uint8Array): boolean {
  return PUBLISHED.has(hex(sha256(publicKey)))
}
