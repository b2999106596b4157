// Types of server-process.mjs, for the tests that are checked by the compiler.
export const serverFlags: readonly string[]
export const serverEnvironment: Readonly<Record<string, string>>
