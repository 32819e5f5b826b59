/**
 * What app.toml and the environment say, from text to values that the host can act on.
 *
 * <p>{@link org.abcistream.host.config.TomlOptions} is the whole config as {@link
 * org.abcistream.api.AppOptions}: a flat map from dotted names to values, in which a quoted key
 * with dots and a nested table are the same thing and case does not count, since that is how the
 * nodes' own configuration library behaves. Over it lie {@linkplain
 * org.abcistream.host.config.EnvironmentOverrides variables of the environment}. A {@linkplain
 * org.abcistream.host.config.TomlOptions#section section} is a view of the same map, and is what a
 * service sees as its options.
 *
 * <p>{@link org.abcistream.host.config.StreamConfig} reads the host's own options from it, named in
 * {@link org.abcistream.host.config.StreamingOptions}, with one {@link
 * org.abcistream.host.config.InstanceConfig} for each name in the list of services. What an
 * instance asks for meets what the node has in {@link org.abcistream.host.config.StoreSelection};
 * what the native side has read of the config meets what it really says in {@link
 * org.abcistream.host.config.JvmSettings}.
 *
 * <p>Mistakes. Whatever is wrong is an exception whose message goes to the operator as it is:
 * {@link org.abcistream.host.config.ConfigException} for the config as a whole, {@link
 * org.abcistream.api.OptionException} for the value of one option. Options that nobody has looked
 * up are no error, since a node's config is full of them; inside the sections of the streams the
 * host warns about them, with the nearest name that was looked up.
 */
@NullMarked
package org.abcistream.host.config;

import org.jspecify.annotations.NullMarked;
