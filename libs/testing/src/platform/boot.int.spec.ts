import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { loadConfig, loadOwnerUrl, RouteCheck, ServiceModule, Stores } from '@pitlane/platform';
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

const production = {
  NODE_ENV: 'production', DATABASE_URL: 'postgres://db/parts?sslmode=verify-full', NATS_URL: 'tls://nats:4222', STORES_FILE: 'stores.json',
  AUTH_ISSUER: 'https://id.example.com', CURSOR_SECRET: 'a-real-secret', GATEWAY_SECRET: 'another-real-secret',
}; // prettier-ignore

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
    expect(loadConfig('parts', production).NODE_ENV).toBe('production');
    expect(() => loadConfig('parts', { ...production, CURSOR_SECRET: 'cursor-secret-for-development' })).toThrow(
      /CURSOR_SECRET is a development secret/,
    );
    expect(() => loadConfig('parts', { ...production, CLOCK_FILE: 'clock.json' })).toThrow(/CLOCK_FILE/);
    expect(() => loadConfig('crm', { ...production, LINK_SECRET: 'short' })).toThrow(/LINK_SECRET/);
    expect(loadConfig('crm', { ...production, LINK_SECRET: '' }).LINK_SECRET).toBeUndefined();
    const known = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    expect(() => loadConfig('crm', { ...production, CUSTOMER_PASS_KEY: `${known}.${known}` })).toThrow(
      /CUSTOMER_PASS_KEY is a development key/,
    );
    expect(() => loadConfig('appointments', { ...production, CUSTOMER_PASS_PUBLIC_KEYS: known })).toThrow(
      /CUSTOMER_PASS_PUBLIC_KEYS is a development key/,
    );
  });

  it('refuses to speak in the clear in production, unless a mesh encrypts below it', () => {
    const plain = {
      ...production,
      DATABASE_URL: 'postgres://db/parts?sslmode=require',
      NATS_URL: 'tls://a:1,nats://b:1',
      AUTH_ISSUER: 'http://id.example.com',
    };
    expect(() => loadConfig('parts', plain)).toThrow(
      /DATABASE_URL needs sslmode=verify-full; NATS_URL needs tls:.*; AUTH_ISSUER needs https:/,
    );
    expect(loadConfig('parts', { ...plain, TLS_BY_MESH: 'true' }).TLS_BY_MESH).toBe(true);
    expect(() => loadOwnerUrl('parts', { DATABASE_OWNER_URL: 'postgres://db/parts' })).toThrow(/sslmode=verify-full/);
  });

  it('takes a secret from the file that a variable names, and needs only the owner to migrate', () => {
    const dir = mkdtempSync(join(tmpdir(), 'pitlane-secrets-'));
    const file = join(dir, 'secret');
    writeFileSync(file, 'from-a-file\n');
    const rest = { ...production, CURSOR_SECRET: '' };
    expect(loadConfig('parts', { ...rest, CURSOR_SECRET_FILE: file }).CURSOR_SECRET).toBe('from-a-file');
    expect(() => loadConfig('parts', { ...production, CURSOR_SECRET_FILE: file })).toThrow(/are both set/);
    expect(() => loadConfig('parts', { ...rest, CURSOR_SECRET_FILE: join(dir, 'none') })).toThrow(/CURSOR_SECRET_FILE/);

    writeFileSync(file, 'postgres://owner@db/parts?sslmode=verify-full\n');
    expect(loadOwnerUrl('parts', { DATABASE_OWNER_URL_FILE: file })).toBe(
      'postgres://owner@db/parts?sslmode=verify-full',
    );
    rmSync(dir, { recursive: true });
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
