// Types of go.mjs, for the tests that are checked by the compiler.
export declare function findGo(): string | undefined
export declare function buildGo(file: string, program: string, cache: string): void
