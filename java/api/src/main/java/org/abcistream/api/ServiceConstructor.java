package org.abcistream.api;

/**
 * Makes services of one type. Found by {@link java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/org.abcistream.api.ServiceConstructor} of your jar, and give it a public
 * constructor without parameters.
 */
public interface ServiceConstructor {
  /** {@return the type that app.toml calls these services by} */
  ServiceType type();

  /**
   * Makes one service, ready to take blocks.
   *
   * @param context valid for the life of the service
   * @return owned by the host, which closes it
   * @throws Exception fails the start of the node with its message, so let that name the thing, the
   *     value and what to do
   */
  StreamingService construct(ServiceContext context) throws Exception;

  /**
   * {@return what {@code stop-node-on-error} means where app.toml does not say it} It is true
   * unless overridden.
   */
  default boolean stopsNodeOnErrorByDefault() {
    return true;
  }

  /**
   * {@return whether its services heed {@link ServiceContext#trial}} It is false unless overridden:
   * then a trial leaves them out, and says so.
   */
  default boolean supportsTrial() {
    return false;
  }
}
