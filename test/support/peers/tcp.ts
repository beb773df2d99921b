import net, { type AddressInfo, type Socket } from 'node:net';

export interface Peer {
  port: number;
  url: string;
  close(): Promise<void>;
}

/** Anything that takes connections on loopback; `talk` plays the other side's part, `heard` is all it was sent. */
export async function tcpPeer(
  talk: (socket: Socket, heard: string, connection: number) => void,
  greet: (socket: Socket) => void = () => undefined,
): Promise<Peer & { heard: () => string; connections: () => number }> {
  const sockets = new Set<Socket>();
  let heard = '';
  let connections = 0;
  const server = net.createServer((socket) => {
    const number = ++connections;
    let own = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      own += bytes.toString();
      talk(socket, own, number);
    });
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    heard: () => heard,
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A port on which nobody listens. */
export async function deadPort(): Promise<number> {
  const peer = await tcpPeer(() => undefined);
  await peer.close();
  return peer.port;
}
