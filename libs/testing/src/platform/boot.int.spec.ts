import { Controller, Get, Module, type Type } from '@nestjs/common';
import { loadConfig, RouteCheck, ServiceModule, Stores } from '@pitlane/platform';
import { startService, TestService, testEnvironment } from '../index.js';
import { NotebookModule, notebookMigrations } from './notebook.js';

@Controller('v1/open')
class OpenController {
  @Get()
  list(): string {
    return 'open to all by oversight';
  }
}

@Module({ imports: [ServiceModule.of('parts', notebookMigrations)], controllers: [OpenController] })
class ForgetfulModule {}

describe('a service that starts', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  it('does not start with a route that declares no permission', async () => {
    const forgetful = new TestService(ForgetfulModule as Type, 'parts', notebookMigrations, {});
    await expect(forgetful.start()).rejects.toThrow('Routes without @Allow or @Public: OpenController.list');
    await forgetful.stop();
  });

  it('knows who may call each of its routes', () => {
    const routes = notebook.get(RouteCheck).routes();
    expect(routes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ method: 'POST', path: '/v1/notes/:id/rewrite', access: { roles: ['parts-clerk'] } }),
        expect.objectContaining({ method: 'GET', path: '/health/ready', access: 'public' }),
      ]),
    );
  });

  it('is ready while its database answers, and shows its figures', async () => {
    const base = await notebook.url;
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect((await fetch(`${base}/health/ready`)).status).toBe(200);
    const figures = await (await fetch(`${base}/metrics`)).text();
    expect(figures).toContain('pitlane_outbox_unpublished 0');
    expect(figures).toContain('pitlane_inbox_parked 0');
  });

  it('names every setting that is missing or wrong, and refuses development secrets in production', () => {
    expect(() => loadConfig('parts', {})).toThrow(/DATABASE_URL.*AUTH_ISSUER.*STORES_FILE.*CURSOR_SECRET/s);
    const production = {
      NODE_ENV: 'production', DATABASE_URL: 'postgres://db/parts', AUTH_ISSUER: 'https://id.example.com', STORES_FILE: 'stores.json',
      CURSOR_SECRET: 'a-real-secret', GATEWAY_SECRET: 'another-real-secret',
    }; // prettier-ignore
    expect(loadConfig('parts', production).NODE_ENV).toBe('production');
    expect(() => loadConfig('parts', { ...production, CURSOR_SECRET: 'cursor-secret-for-development' })).toThrow(
      /CURSOR_SECRET is a development secret/,
    );
    expect(() => loadConfig('parts', { ...production, CLOCK_FILE: 'clock.json' })).toThrow(/CLOCK_FILE/);
  });

  it('reads its stores from a checked file', () => {
    expect(Stores.fromFile(testEnvironment().storesFile).get('SH001')).toMatchObject({
      zone: 'Asia/Shanghai',
      bookableSharePercent: 60,
    });
  });
});

describe('the second wall between stores', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  it('stands around every table with a store, also for its owner', async () => {
    const open = await notebook.sql<{ relname: string }>(
      `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'store_id'
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
    );
    expect(open.map(({ relname }) => relname).sort()).toEqual(['command', 'inbox', 'outbox']);
  });

  it('shows a connection without a store nothing', async () => {
    await notebook.as('parts-clerk').post('/v1/notes', { text: 'ours' });
    const { DataSource } = await import('typeorm');
    const pool = notebook.get(DataSource);
    expect(await pool.query('SELECT * FROM note')).toEqual([]);
    await expect(pool.query(`INSERT INTO note VALUES (gen_random_uuid(), 'SH001', 1, 0, 'x')`)).rejects.toThrow(
      /row-level security/,
    );
  });
});
