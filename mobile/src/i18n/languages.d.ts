/** The other languages, put together by build/languages.ts from the files of this folder. */
declare module 'virtual:languages' {
  export interface Spoken {
    readonly code: string;
    /** The language's name in itself. */
    readonly name: string;
    readonly load: () => Promise<import('./words').SomeWords>;
  }
  export const languages: readonly Spoken[];
}
