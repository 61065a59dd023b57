import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually, TestService } from '../index.js';
import { NotebookModule, notebookMigrations } from './notebook.js';

describe('a service that stops', () => {
  it('answers the request in flight and closes its connection, though the client would keep it', async () => {
    const notebook = new TestService(NotebookModule, 'parts', notebookMigrations, {});
    await notebook.start();
    const { port } = new URL(await notebook.url);
    const socket = connect(Number(port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.write('POST /v1/notes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n');
    socket.write('expect: 100-continue\r\nconnection: keep-alive\r\n\r\n');
    await once(socket, 'data'); // 100 Continue: the server has begun with it

    const server = notebook.app.getHttpServer();
    const stopped = notebook.stop();
    await eventually(() => Promise.resolve(!server.listening));
    socket.write('{}');

    await once(socket, 'close');
    await stopped;
    expect(received).toContain('HTTP/1.1 401');
    expect(received.toLowerCase()).toContain('connection: close');
  }, 20_000);
});
