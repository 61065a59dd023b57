/** Who does something, and when: every rule that leaves a trace is given one. */
export interface Act {
  /** Staff id; `service` when an event of another service did it. */
  readonly by: string;
  readonly at: Date;
}

/** The actor of what follows from another service's event. */
export const SERVICE = 'service';

/** Replicas have their own clocks: what one does may read earlier than what another did before it. */
export const notBefore = (earliest: Date | null, at: Date): Date =>
  earliest !== null && at < earliest ? earliest : at;
