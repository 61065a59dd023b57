const MOST = 5_000;

/**
 * Tokens that were found good, until they expire: a caller shows the same one with each request, and a signature costs more than
 * the rest of a request. What can change meanwhile (who is cut off) is not kept here.
 */
export class VerifiedTokens<Claims extends { readonly exp: number }> {
  private readonly claims = new Map<string, Claims>();

  find(token: string, nowSeconds: number): Claims | undefined {
    const claims = this.claims.get(token);
    if (!claims || claims.exp > nowSeconds) return claims;
    this.claims.delete(token);
    return undefined;
  }

  /** The oldest makes room. */
  keep(token: string, claims: Claims): void {
    const [oldest] = this.claims.keys();
    if (this.claims.size >= MOST && oldest !== undefined) this.claims.delete(oldest);
    this.claims.set(token, claims);
  }
}
