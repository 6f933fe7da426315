/** Where the bundler put a file that is loaded as it is. */
declare module '*?url' {
	const url: string;
	export default url;
}
