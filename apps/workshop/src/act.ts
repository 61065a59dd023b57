/** Who does something, and when: every rule that leaves a trace is given one. */
export interface Act {
  /** Staff id; `service` when an event of another service did it. */
  readonly by: string;
  readonly at: Date;
}

/** The actor of what follows from another service's event. */
export const SERVICE = 'service';
