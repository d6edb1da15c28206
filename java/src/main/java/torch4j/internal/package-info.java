/**
 * Loads the native libraries and keeps watch over their memory. Public only because Java's packages
 * do not nest: no part of the API, and it may change at any time.
 */
package torch4j.internal;
