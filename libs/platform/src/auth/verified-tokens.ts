const MOST = 5_000;

/**
 * Tokens that were found good, until they expire or the issuer's keys are renewed: a caller shows the same one with each request,
 * and a signature costs more than the rest of a request. What can change meanwhile (who is cut off) is not kept here.
 */
export class VerifiedTokens<Claims extends { readonly exp: number }> {
  private readonly claims = new Map<string, Claims>();
  private keys: object | undefined;

  /** @param keys the issuer's as they are now */
  find(token: string, keys: object | undefined, nowSeconds: number): Claims | undefined {
    if (keys !== this.keys) this.claims.clear();
    this.keys = keys;
    const claims = this.claims.get(token);
    if (!claims || claims.exp > nowSeconds) return claims;
    this.claims.delete(token);
    return undefined;
  }

  /** The oldest makes room. @param keys those that it was verified with; others count by now: it is not kept */
  keep(token: string, keys: object | undefined, claims: Claims): void {
    if (keys !== this.keys) return;
    const [oldest] = this.claims.keys();
    if (this.claims.size >= MOST && oldest !== undefined) this.claims.delete(oldest);
    this.claims.set(token, claims);
  }
}
