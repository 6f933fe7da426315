import { fileURLToPath } from 'node:url';
import { createWoodshedServer, type Handler } from './serve.ts';

const host = process.env['HOST'] ?? 'localhost';
const port = Number(process.env['PORT'] ?? 4173);

const built: { handler: Handler } = await import(/* @vite-ignore */ new URL('./handler.js', import.meta.url).href);
const server = createWoodshedServer(built.handler, fileURLToPath(new URL('./prerendered', import.meta.url)));

server.on('error', (error: NodeJS.ErrnoException) => {
	const reason =
		error.code === 'EADDRINUSE'
			? `port ${port} is taken: set PORT to another one, such as PORT=${port + 1} npm start`
			: error.message;
	console.error(`Woodshed cannot be served: ${reason}.`);
	process.exitCode = 1;
});
server.listen(port, host, () => {
	const address = server.address();
	const actualPort = typeof address === 'object' && address !== null ? address.port : port;
	console.log(`Woodshed is at http://${host}:${actualPort}/`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		server.close(() => process.exit(0));
		server.closeAllConnections();
	});
}
