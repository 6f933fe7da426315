import academicoBoldUrl from '@vexflow-fonts/academico/academico-bold.woff2?url';
import academicoUrl from '@vexflow-fonts/academico/academico.woff2?url';
import bravuraUrl from '@vexflow-fonts/bravura/bravura.woff2?url';

/** Faces of the notation: Bravura for its signs, Academico for its words. */
const faces = [
	['Bravura', bravuraUrl, {}],
	['Academico', academicoUrl, {}],
	['Academico', academicoBoldUrl, { weight: 'bold' }]
] as const;

let loading: Promise<void> | null = null;

/** Loads the faces once for the page. Widths are measured from them, so nothing may be drawn before. Rejects without network or cache. */
export function loadNotationFonts(): Promise<void> {
	loading ??= Promise.all(faces.map(([family, url, descriptors]) => load(family, url, descriptors))).then(
		() => undefined,
		(error: unknown) => {
			loading = null;
			throw error;
		}
	);
	return loading;
}

async function load(family: string, url: string, descriptors: FontFaceDescriptors): Promise<void> {
	document.fonts.add(await new FontFace(family, `url(${url})`, descriptors).load());
}
