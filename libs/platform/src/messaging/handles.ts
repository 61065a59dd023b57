import { Ctx, EventPattern, Payload, RpcException } from '@nestjs/microservices';
import { type Envelope, type EventClass, eventTypeOf, type IntegrationEvent } from '@pitlane/contracts';
import type { Tx } from '../database/tx.js';

/** What the inbox gives to a handler beside the event. */
export interface HandlerContext {
  readonly tx: Tx;
  readonly envelope: Envelope;
}

type Handler<E> = (event: E, tx: Tx, envelope: Envelope) => Promise<void>;

/**
 * Makes a method the handler of an event: `@Handles(PartsIssued) async note(event: PartsIssued, tx: Tx) { … }`; or of several.
 * It runs in the inbox's transaction, once per event and in order per aggregate, and writes only through `tx`.
 * The class is a controller of its module: that is where Nest looks for handlers.
 */
export function Handles<E extends IntegrationEvent>(...eventClasses: EventClass<E>[]) {
  return <Method extends Handler<E>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const original: Handler<E> | undefined = descriptor.value;
    if (!original) throw new Error(`${key} is not a method`);
    const asNestHandler = async function (this: unknown, event: E, { tx, envelope }: HandlerContext): Promise<void> {
      try {
        await original.call(this, event, tx, envelope);
      } catch (error) {
        throw new RpcException(error as object); // else Nest replaces the error by one that says nothing
      }
    };
    const described = descriptor as unknown as TypedPropertyDescriptor<typeof asNestHandler>;
    described.value = asNestHandler;
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    EventPattern(eventClasses.map((eventClass) => eventTypeOf(eventClass).type))(target, key, described as never);
  };
}
