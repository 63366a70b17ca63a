/** The page's text. */
export const demoPage: () => Promise<string>;
