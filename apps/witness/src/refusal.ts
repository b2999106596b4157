// Why the witness does not start or does not obey a command: a sentence for the person at the terminal. Anything else
// that is thrown is a fault of the program.

export class Refusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Refusal'
  }
}
