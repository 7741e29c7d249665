// The registered names of grants and token types that we speak (RFC 6755 URNs).

/** DTR -01. */
export const deferredGrantType = 'urn:ietf:params:oauth:grant-type:deferred'
/** RFC 8693. */
export const exchangeGrantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
/** RFC 8628. */
export const deviceGrantType = 'urn:ietf:params:oauth:grant-type:device_code'
/** OpenID CIBA Core. */
export const cibaGrantType = 'urn:openid:params:grant-type:ciba'
/** OpenID Deferred Token Response. */
export const openidDeferredGrantType = 'urn:openid:params:grant-type:deferred'
/** RFC 7523 section 2.1. */
export const jwtBearerGrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
export const idTokenType = 'urn:ietf:params:oauth:token-type:id_token'
/** Identity assertion JWT authorization grant. */
export const identityAssertionType = 'urn:ietf:params:oauth:token-type:id-jag'
