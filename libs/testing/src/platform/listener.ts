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

class ListenerTables1770000000001 implements MigrationInterface {
  readonly name = 'ListenerTables1770000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE heard (seq bigint GENERATED ALWAYS AS IDENTITY, store_id text NOT NULL, text text NOT NULL)',
    );
    await storeOwned(runner, 'heard');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE heard');
  }
}

export const listenerMigrations: readonly Migration[] = [ListenerTables1770000000001];

@Module({ imports: [ServiceModule.of('workshop', listenerMigrations)], controllers: [NotesSubscriber] })
export class ListenerModule {}
