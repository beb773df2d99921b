import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Peer } from './tcp.ts';

export interface Heard {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

/** `hang`: took it and never answers. `reset`: took it and broke the line. `garbage`: no HTTP at all. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string }
  | 'hang'
  | 'reset'
  | 'garbage';

/** How a vendor's peer behaves for now; each peer translates it into its vendor's words. */
export type Mood = 'normal' | 'throttling' | 'malformed' | 'hang' | 'reset';

function write(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') return void response.socket?.resetAndDestroy();
  if (reply === 'garbage') return void response.socket?.end('+OK POP3 ready\r\n');
  const json = reply.json !== undefined;
  response.writeHead(reply.status ?? 200, {
    'content-type': json ? 'application/json' : 'text/html',
    ...reply.headers,
  });
  response.end(json ? JSON.stringify(reply.json) : (reply.text ?? ''));
}

/** A server on loopback that remembers what it was asked. */
export async function httpPeer(
  answer: (heard: Heard, number: number) => Reply,
  delayMs = 0,
): Promise<Peer & { heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('error', () => undefined);
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://peer');
      const { method = '', headers } = request;
      const asked = { method, headers, body, path: url.pathname, query: url.searchParams };
      heard.push(asked);
      const reply = answer(asked, heard.length);
      if (delayMs === 0) write(response, reply);
      else setTimeout(() => write(response, reply), delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    heard,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a gateway in front of a vendor says when the vendor is away. */
export const MALFORMED: Reply = { status: 200, text: '<html><body>It works!</body></html>' };
