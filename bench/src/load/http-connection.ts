import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;

interface Waiting {
  resolve: (status: number) => void;
  reject: (error: Error) => void;
}

/**
 * One keep-alive connection with one request at a time. Far cheaper than a general client: a load generator shares the
 * processors with what it measures. It understands answers that tell their length, which is all that the sides give.
 */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private waiting: Waiting | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The connection was closed.')));
  }

  static async open(url: URL): Promise<HttpConnection> {
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new HttpConnection(socket);
  }

  get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  /** @returns the status of the answer, once all of it is there @throws Error when the connection breaks */
  send(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headLength = this.received.indexOf(HEAD_END);
    if (headLength < 0) return;
    const head = this.received.toString('latin1', 0, headLength);
    const bodyLength = LENGTH.exec(head)?.[1];
    if (bodyLength === undefined)
      return (this.socket.destroy(new Error('An answer does not tell its length.')), undefined);
    const end = headLength + HEAD_END.length + Number(bodyLength);
    if (this.received.length < end) return;
    this.received = this.received.subarray(end);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(Number(head.slice(9, 12)));
  }

  private fail(error: Error): void {
    this.socket.destroy();
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}
