// How the server's process runs, for npm start and for the tests alike. Pages are short-lived: a small nursery and
// few arenas of malloc, which gives back what it does not need, keep the memory of a busy server at half of what it
// would take otherwise (npm run bench -- pages).
export const serverFlags = ['--max-semi-space-size=8']
export const serverEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '4194304' }
