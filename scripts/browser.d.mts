// Types of browser.mjs, for the tests that are checked by the compiler.
export declare function findBrowser(): string | undefined
export declare function installBrowser(): string | undefined
