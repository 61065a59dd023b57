import { randomUUID } from 'node:crypto';
import { Aggregate, Database, ServiceModule, storeOwned, type Tx } from '@pitlane/platform';
import { Module } from '@nestjs/common';
import pg from 'pg';
import {
  Column,
  Entity,
  type MigrationInterface,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  type QueryRunner,
  type Relation,
} from 'typeorm';
import { startService } from '../index.js';

@Entity()
class Album extends Aggregate {
  @Column('jsonb') tags!: string[];
  @OneToMany(() => Photo, (photo) => photo.album, { cascade: true, eager: true }) photos!: Photo[];
  @OneToMany(() => Sticker, (sticker) => sticker.album, { cascade: true, eager: true }) stickers!: Sticker[];

  static of(storeId: string, photos: Photo[], stickers: Sticker[]): Album {
    const album = new Album();
    album.begin(randomUUID(), storeId);
    return Object.assign(album, { tags: ['new'], photos, stickers });
  }
}

@Entity()
class Photo {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Album, (album) => album.photos) album!: Relation<Album>;
  @Column('bytea') content!: Buffer;
  @Column('text', { nullable: true }) caption!: string | null;
  @Column('timestamptz') takenAt!: Date;
  @Column('bytea', { array: true }) thumbnails!: Buffer[];
}

@Entity()
class Sticker {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Album, (album) => album.stickers, { orphanedRowAction: 'delete' }) album!: Relation<Album>;
  @Column('text') words!: string;
}

class Albums1770000000000 implements MigrationInterface {
  readonly name = 'Albums1770000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE album (id uuid PRIMARY KEY, store_id text NOT NULL, version int NOT NULL, event_version int NOT NULL, tags jsonb NOT NULL);
      CREATE TABLE photo (id uuid PRIMARY KEY, store_id text NOT NULL, album_id uuid NOT NULL REFERENCES album, content bytea NOT NULL,
        caption text, taken_at timestamptz NOT NULL, thumbnails bytea[] NOT NULL);
      CREATE TABLE sticker (id uuid PRIMARY KEY, store_id text NOT NULL, album_id uuid NOT NULL REFERENCES album, words text NOT NULL);`);
    await storeOwned(runner, 'album', 'photo', 'sticker');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sticker, photo, album');
  }
}

@Module({ imports: [ServiceModule.of('parts', [Albums1770000000000])] })
class AlbumsModule {}

const STORE = 'SH001';

const aPhoto = (caption: string | null): Photo =>
  Object.assign(new Photo(), {
    id: randomUUID(), storeId: STORE, content: Buffer.from([0, 92, 255]), caption, takenAt: new Date('2026-11-21T01:02:03.456Z'),
    thumbnails: [Buffer.from('small'), Buffer.from([0])],
  }); // prettier-ignore
const aSticker = (words: string): Sticker => Object.assign(new Sticker(), { id: randomUUID(), storeId: STORE, words });

describe('an aggregate with parts', () => {
  const albums = startService(AlbumsModule, 'parts', [Albums1770000000000]);

  const inTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    albums.inStore(STORE, () => albums.get(Database).transaction(work));
  const saved = (photos: Photo[], stickers: Sticker[] = []): Promise<Album> =>
    inTransaction((tx) => tx.save(Album.of(STORE, photos, stickers)));
  const changed = (id: string, change: (album: Album) => void): Promise<Album> =>
    inTransaction(async (tx) => {
      const album = await tx.lock(Album, id);
      change(album);
      return tx.save(album);
    });

  it('comes back as it was saved, whatever its columns hold', async () => {
    const [before, after] = [aPhoto(`a"b\\c \u{1F697} 'd'`), aPhoto(null)];
    const { id } = await saved([before, after], [aSticker('第一页')]);

    const found = await inTransaction((tx) => tx.get(Album, id));
    expect(found).toMatchObject({ version: 1, tags: ['new'], stickers: [{ words: '第一页' }] });
    const byId = (one: Photo, other: Photo): number => (one.id < other.id ? -1 : 1);
    expect(found.photos.sort(byId)).toEqual([before, after].sort(byId));
  });

  it('writes the parts that are new, changed or gone, and leaves the others alone', async () => {
    const [kept, renamed] = [aPhoto('kept'), aPhoto('before')];
    const { id } = await saved([kept, renamed], [aSticker('gone'), aSticker('stays')]);
    const places = (): Promise<{ place: string }[]> =>
      albums.sql('SELECT ctid::text AS place FROM photo WHERE id = $1', [kept.id]);
    const place = await places();

    await changed(id, (album) => {
      album.tags.push('changed in place');
      for (const photo of album.photos.filter((one) => one.id === renamed.id)) photo.caption = 'after';
      album.stickers = [...album.stickers.filter(({ words }) => words === 'stays'), aSticker('comes')];
    });

    const found = await inTransaction((tx) => tx.get(Album, id));
    expect(found).toMatchObject({ version: 2, tags: ['new', 'changed in place'] });
    expect(found.photos.map(({ caption }) => caption).sort()).toEqual(['after', 'kept']);
    expect(found.stickers.map(({ words }) => words).sort()).toEqual(['comes', 'stays']);
    expect(await places()).toEqual(place);
  });

  it('may be saved twice in one transaction', async () => {
    const { id } = await inTransaction(async (tx) => {
      const album = await tx.save(Album.of(STORE, [aPhoto('first')], []));
      album.photos.push(aPhoto('second'));
      return tx.save(album);
    });
    const found = await inTransaction((tx) => tx.get(Album, id));
    expect([found.version, found.photos.length]).toEqual([2, 2]);
  });

  it('cannot lose a part that nobody may take away', async () => {
    const { id } = await saved([aPhoto('kept')]);
    await expect(changed(id, (album) => (album.photos = []))).rejects.toThrow('A Photo was taken from its aggregate.');
    expect(await albums.sql('SELECT caption FROM photo WHERE album_id = $1', [id])).toEqual([{ caption: 'kept' }]);
  });

  it('is refused when it has the same part twice', async () => {
    const photo = aPhoto('twice');
    await expect(saved([photo, photo])).rejects.toThrow('photo_pkey');
  });

  it('is read with the parts that came while its lock was waited for', async () => {
    const { id } = await saved([aPhoto('first')]);
    const other = new pg.Client({ connectionString: albums.database.superuserUrl });
    await other.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM album WHERE id = $1 FOR UPDATE', [id]);
      const locking = inTransaction((tx) => tx.lock(Album, id));
      await albums.waitingForLocks(1);
      await other.query(
        `INSERT INTO photo (id, store_id, album_id, content, taken_at, thumbnails) VALUES ($1, $2, $3, '', now(), '{}')`,
        [randomUUID(), STORE, id],
      );
      await other.query('COMMIT');
      expect((await locking).photos).toHaveLength(2);
    } finally {
      await other.end();
    }
  });
});
