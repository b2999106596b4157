// What stops a check before it can say anything: usage, a file that cannot be read, a site that does not answer.
// The program prints its line and ends with 2, which is neither "good" nor "found wrong".

export class CannotCheck extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CannotCheck'
  }
}
