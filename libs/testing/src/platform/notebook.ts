import { Body, Controller, Get, HttpCode, Injectable, Module, Post, Query } from '@nestjs/common';
import { Event, Fen, IntegrationEvent, ListOf, Text, Uuid } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import {
  actingStore,
  Aggregate,
  Allow,
  Answers,
  Coalescer,
  Database,
  Disclosed,
  Handles,
  Id,
  type Member,
  type Migration,
  type Page,
  pageOf,
  PageQuery,
  ServiceModule,
  storeOwned,
  type Tx,
} from '@pitlane/platform';
import { Column, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';
import { uuidv7 } from 'uuidv7';

/** The smallest service that uses every part of the platform: store notes, told to others, counted by pings from others. */
@Event('parts.note.written', 1)
export class NoteWritten extends IntegrationEvent {
  @Uuid() noteId!: string;
  @Text(500) text!: string;
}

@Event('workshop.ping.sent', 1)
export class PingSent extends IntegrationEvent {
  /** One whose gate is shut is refused; `unstorable` is no row that the database takes. */
  @Text(60) word!: string;
}

@Entity()
export class Note extends Aggregate {
  @Column('text') text!: string;
  @Disclosed() @Column('text') colour!: 'white' | 'yellow';

  static write(id: string, storeId: string, text: string): Note {
    const note = new Note();
    note.begin(id, storeId);
    note.text = text;
    note.colour = 'white';
    return note;
  }

  said(): NoteWritten {
    return NoteWritten.of({ noteId: this.id, text: this.text });
  }

  rewrite(text: string): NoteWritten {
    if (this.text === 'final') throw new DomainError('NOTE.FINAL', 'conflict', 'The note is final.', { id: this.id });
    this.text = text;
    this.colour = 'yellow';
    return this.said();
  }
}

@Entity()
class Ping {
  @PrimaryColumn('bigint', { insert: false }) seq!: string;
  @Column('text') storeId!: string;
  @Column('text') word!: string;
}

class NoteLine {
  @Text(20) name!: string;
  @Fen() amountFen!: number;
}

class NoteBody {
  @Text(500) text!: string;
  @ListOf(() => NoteLine, { optional: true }) lines?: NoteLine[];
}

class NoteView {
  @Uuid() id!: string;
  @Text(500) text!: string;
  version!: number;

  static of({ id, text, version }: Note): NoteView {
    return Object.assign(new NoteView(), { id, text, version });
  }
}

@Injectable()
class NotesService {
  private readonly writing: Coalescer<string, Note>;

  constructor(private readonly db: Database) {
    const limits = { mostTogether: 8, mostWaiting: 40 };
    this.writing = new Coalescer(db, (tx, members) => this.writeAll(tx, members), limits);
  }

  /** As `write`, in one transaction with those who write at the same time; `refused` is refused. */
  writeTogether(text: string): Promise<Note> {
    return this.writing.do(text);
  }

  private async writeAll(tx: Tx, members: readonly Member<string>[]): Promise<(Note | DomainError)[]> {
    const outcomes = members.map(({ item }) =>
      item === 'refused'
        ? new DomainError('NOTE.REFUSED', 'conflict', 'This is not written.')
        : Note.write(uuidv7(), actingStore(), item),
    );
    if (outcomes.some((outcome) => outcome instanceof DomainError)) return outcomes;
    const notes = outcomes as Note[];
    const ids = notes.map(({ id }) => id);
    const texts = notes.map(({ text }) => text);
    await tx.query(
      `INSERT INTO note (id, store_id, version, event_version, text)
       SELECT id, $1, 1, 1, text FROM unnest($2::uuid[], $3::text[]) AS written (id, text)`,
      [actingStore(), ids, texts],
    );
    await tx.sayNew(
      notes.map((note, index) => {
        const { scope, traceparent } = members[index] as Member<string>;
        return { aggregate: note, events: [note.said()], scope, traceparent };
      }),
    );
    return notes;
  }

  write(text: string): Promise<Note> {
    return this.db.transaction((tx) => {
      const note = Note.write(uuidv7(), actingStore(), text);
      return tx.save(note, note.said());
    });
  }

  rewrite(id: string, text: string): Promise<Note> {
    return this.db.transaction(async (tx) => {
      const note = await tx.lock(Note, id);
      return tx.save(note, note.rewrite(text));
    });
  }

  get(id: string): Promise<Note> {
    return this.db.read((tx) => tx.get(Note, id));
  }

  list(page: PageQuery): Promise<Page<Note>> {
    return this.db.read((tx) => tx.page(Note, {}, page));
  }
}

@Controller('v1/notes')
@Allow('parts-clerk')
class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Post()
  @Answers(NoteView, { status: 201 })
  async write(@Body() { text }: NoteBody): Promise<NoteView> {
    return NoteView.of(await this.notes.write(text));
  }

  @Post('together')
  @Answers(NoteView, { status: 201 })
  async writeTogether(@Body() { text }: NoteBody): Promise<NoteView> {
    return NoteView.of(await this.notes.writeTogether(text));
  }

  @Post(':id/rewrite')
  @HttpCode(200)
  @Answers(NoteView)
  async rewrite(@Id() id: string, @Body() { text }: NoteBody): Promise<NoteView> {
    return NoteView.of(await this.notes.rewrite(id, text));
  }

  @Get()
  async list(@Query() page: PageQuery): Promise<Page<NoteView>> {
    return pageOf(await this.notes.list(page), (note) => NoteView.of(note));
  }

  @Get(':id')
  async get(@Id() id: string): Promise<NoteView> {
    return NoteView.of(await this.notes.get(id));
  }
}

@Controller()
class PingsSubscriber {
  @Handles(PingSent)
  async count({ word }: PingSent, tx: Tx): Promise<void> {
    const [gate] = await tx.query<{ open: boolean }>('SELECT open FROM gate WHERE word = $1', [word]);
    await tx.add(Object.assign(new Ping(), { storeId: actingStore(tx.scope), word }));
    if (gate?.open === false) throw new DomainError('PING.REFUSED', 'conflict', 'The gate is shut.');
  }
}

class NotebookTables1770000000000 implements MigrationInterface {
  readonly name = 'NotebookTables1770000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE note (id uuid PRIMARY KEY, store_id text NOT NULL, version int NOT NULL, event_version int NOT NULL,
        text text NOT NULL CHECK (text <> 'unstorable'), colour text NOT NULL DEFAULT 'white');
      CREATE TABLE ping (seq bigint GENERATED ALWAYS AS IDENTITY, store_id text NOT NULL,
        word text NOT NULL CHECK (word <> 'unstorable'));
      CREATE TABLE gate (store_id text NOT NULL DEFAULT 'SH001', word text PRIMARY KEY, open boolean NOT NULL);`);
    await storeOwned(runner, 'note', 'ping', 'gate');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE note, ping, gate');
  }
}

export const notebookMigrations: readonly Migration[] = [NotebookTables1770000000000];

@Module({
  imports: [ServiceModule.of('parts', notebookMigrations)],
  controllers: [NotesController, PingsSubscriber],
  providers: [NotesService],
})
export class NotebookModule {}
