/**
 * The start-up that loads the native libraries, the memory guard, and classes that other packages
 * of torch4j share. Not part of the API: it may change in any version.
 */
package torch4j.internal;
