/**
 * The mapping of {@code abcistream/host.h} by JavaCPP. {@link
 * org.abcistream.host.mapping.HostPreset} is written by hand, {@code HostLibrary} is generated from
 * the header at build time. Only {@link org.abcistream.host.mapping.Address} makes pointers from
 * the addresses that the native side hands over.
 */
@NullMarked
package org.abcistream.host.mapping;

import org.jspecify.annotations.NullMarked;
