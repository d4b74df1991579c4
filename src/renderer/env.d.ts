/// <reference types="vite/client" />

/** What of Trusted Types the page uses; the DOM's own declarations do not have it yet. */
declare var trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): URL };
    }
  | undefined;
