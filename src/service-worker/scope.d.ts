/** What SvelteKit gives a service worker; its own declaration would bring in the DOM's. */
declare module '$service-worker' {
	/** Paths of everything Vite built. */
	export const build: string[];
	/** Paths of what lies in `static/`. */
	export const files: string[];
	/** Paths of prerendered pages. */
	export const prerendered: string[];
	export const version: string;
}
