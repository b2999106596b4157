// Fills the blanks of a text: 'Pendaftaran dibuka {buka}.' with { buka: '…' }. The type knows the blanks of a
// literal text, so a forgotten one does not compile; at run time it throws rather than print a brace.

/** Names of the blanks in a literal text. */
export type Blanks<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Blanks<Rest>
  : never

export function blanksOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '')
}

export function fill(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`no value for {${name}} in: ${text}`)
    return value
  })
}
