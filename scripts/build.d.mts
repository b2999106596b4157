/** Builds dist/portal.js. */
export function build(): Promise<void>
