/**
 * The console's Content-Security-Policy: nothing from elsewhere, nothing inline, so that a name or a user agent out of a
 * record can't become a script.
 *
 * @param connect origins that the console calls beside its own: the sign-in's, where there is one
 */
export function contentSecurityPolicy(connect: readonly string[]): string {
  return [
    "default-src 'self'",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
