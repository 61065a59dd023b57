import { Controller, Module } from '@nestjs/common';
import { actingStore, Handles, type Migration, ServiceModule, storeOwned, type Tx } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NoteWritten } from './notebook.js';

/** A second service that hears the notebook's events. */
@Controller()
class NotesSubscriber {
  @Handles(NoteWritten)
  async hear({ text }: NoteWritten, tx: Tx): Promise<void> {
    await tx.query('INSERT INTO heard (store_id, text) VALUES ($1, $2)', [actingStore(tx.scope), text]);
  }
}

/** Hears the same event for another purpose. */
@Controller()
class CountSubscriber {
  @Handles(NoteWritten)
  async count(_event: NoteWritten, tx: Tx): Promise<void> {
    await tx.query('INSERT INTO counted (store_id) VALUES ($1)', [actingStore(tx.scope)]);
  }
}

class ListenerTables1770000000001 implements MigrationInterface {
  readonly name = 'ListenerTables1770000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE heard (seq bigint GENERATED ALWAYS AS IDENTITY, store_id text NOT NULL, text text NOT NULL)',
    );
    await runner.query('CREATE TABLE counted (seq bigint GENERATED ALWAYS AS IDENTITY, store_id text NOT NULL)');
    await storeOwned(runner, 'heard', 'counted');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE heard, counted');
  }
}

export const listenerMigrations: readonly Migration[] = [ListenerTables1770000000001];

@Module({
  imports: [ServiceModule.of('workshop', listenerMigrations)],
  controllers: [NotesSubscriber, CountSubscriber],
})
export class ListenerModule {}
