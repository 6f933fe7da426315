import { build, files, prerendered, version } from '$service-worker';
import { clientsClaim } from 'workbox-core';
import { addRoute, cleanupOutdatedCaches, createHandlerBoundToURL, precache } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { isActivateUpdate, offlineCaches, shareTarget, songPages } from '$contracts/offline.ts';
import { answerEngine } from './service-worker/engines.ts';
import { forgetRareAssets } from './service-worker/rare-assets.ts';
import { receiveShare } from './service-worker/share-inbox.ts';
import { isRareAsset, shellEntries, shellPage } from './service-worker/shell.ts';

declare const self: ServiceWorkerGlobalScope;

precache(shellEntries({ build, files, prerendered, version }));
cleanupOutdatedCaches();
clientsClaim();

registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname === shareTarget.path,
	({ request }) => receiveShare(request),
	'POST'
);

/** A page of this version, whatever the network says: page and assets must be of one build. Unknown paths try the network. */
registerRoute(
	new NavigationRoute(
		async (options) => {
			const page = shellPage(new URL(options.request.url).pathname, prerendered);
			if (page !== null) return createHandlerBoundToURL(page)(options);
			try {
				return await fetch(options.request);
			} catch {
				return createHandlerBoundToURL(songPages.kept)(options);
			}
		},
		{ denylist: [/^\/api\//, /^\/_app\//, /^\/engines\//] }
	)
);

addRoute();

registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/engines/') && !url.pathname.endsWith('.json'),
	({ request }) => answerEngine(request)
);

registerRoute(
	({ url, sameOrigin }) => sameOrigin && isRareAsset(url.pathname),
	new CacheFirst({ cacheName: offlineCaches.rareAssets })
);

self.addEventListener('activate', (event) => event.waitUntil(forgetRareAssets(build)));

self.addEventListener('message', (event) => {
	if (isActivateUpdate(event.data)) event.waitUntil(self.skipWaiting());
});
