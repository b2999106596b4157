// The headers of every answer, byte for byte as security.md 6 lists them.
// Personal and public answers differ only in caching, which their routes set.

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types terang',
  'report-uri /_csp',
].join('; ')

/** @param secure true where the site is reached by https  @param uploads pages that preview a chosen picture */
export function securityHeaders(options: { secure: boolean; uploads?: boolean }): Record<string, string> {
  return {
    'Content-Security-Policy':
      options.uploads === true ? policy.replace("img-src 'self'", "img-src 'self' blob:") : policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), geolocation=(), microphone=(), payment=(), usb=()',
    ...(options.secure ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}
