/**
 * Services that a node's operator adds: plug-ins, each with libraries of its own.
 *
 * <p>The option {@code abcistream.jvm.plugin-path} names folders; every sub-folder of them is one
 * plug-in, made of its {@code classes} and of its jars, which one class loader sees as one class
 * path. Two plug-ins may bring different versions of one library, since neither sees the other, nor
 * the host and the libraries that it uses.
 *
 * <p>No class loader here overrides the order in which classes are looked for. A plug-in's asks its
 * parent first, as usual, and that parent, {@link org.abcistream.host.plugin.SharedClasses}, has
 * nothing but what must be shared: the JDK, {@code org.abcistream.api} and {@code org.slf4j}.
 * Everything else is the plug-in's own or is not there. That holds for resources too, so that a
 * {@link java.util.ServiceLoader} inside of a plug-in finds what the plug-in and the JDK bring.
 *
 * <p>{@link org.abcistream.host.plugin.Plugins} belong to one stream: each stream loads classes of
 * its own, and closes their jars when its last service has ended. Libraries look for classes by the
 * context class loader of their thread, so {@link org.abcistream.host.plugin.ContextClassLoader}
 * and {@link org.abcistream.host.plugin.ServiceInContext} set it around every call into a plug-in.
 */
@NullMarked
package org.abcistream.host.plugin;

import org.jspecify.annotations.NullMarked;
