import { Injectable } from '@nestjs/common';
import type { IntegrationEvent } from '@pitlane/contracts';
import type { HandlerContext } from './handles.js';

export type RunHandler = (event: IntegrationEvent, context: HandlerContext) => Promise<void>;

/** The handlers of this service by event type; the transport strategy fills it when Nest has found them. */
@Injectable()
export class Handlers {
  private readonly byType = new Map<string, readonly RunHandler[]>();

  register(type: string, handlers: readonly RunHandler[]): void {
    this.byType.set(type, handlers);
  }

  has(type: string): boolean {
    return this.byType.has(type);
  }

  types(): string[] {
    return [...this.byType.keys()];
  }

  /** One after the other, in the order of their modules. */
  async run(event: IntegrationEvent, context: HandlerContext): Promise<void> {
    for (const handle of this.byType.get(context.envelope.type) ?? []) await handle(event, context);
  }
}
