package org.abcistream.host.config;

import static org.abcistream.host.config.StreamingOptions.OPT_KEYS;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.abcistream.api.StoreKey;

/**
 * The stores that an instance exposes: what it asks for, as far as the node has it. Immutable.
 *
 * @param storeKeys in ascending order, each once; none when the service is off
 * @param warning a sentence for the operator when it asks for stores that the node does not have
 */
public record StoreSelection(List<StoreKey> storeKeys, Optional<String> warning) {
  /** Copies the list. */
  public StoreSelection {
    storeKeys = List.copyOf(storeKeys);
  }

  /**
   * Selects among the stores of the node.
   *
   * @param stores all that the node has
   * @throws ConfigException if the instance asks for one that the node does not have, and {@code
   *     unknownStores} says that this is an error
   */
  public static StoreSelection of(
      InstanceConfig instance, Collection<StoreKey> stores, UnknownStores unknownStores) {
    TreeSet<StoreKey> available = new TreeSet<>(stores);
    if (instance.wantsAllStores()) {
      return new StoreSelection(List.copyOf(available), Optional.empty());
    }
    List<String> names = available.stream().map(StoreKey::name).toList();
    List<String> unknown =
        instance.keys().stream().filter(key -> !names.contains(key)).distinct().toList();
    if (unknown.isEmpty()) {
      return new StoreSelection(wanted(instance, available), Optional.empty());
    }
    String fault =
        "%s asks for \"%s\", which the node does not have"
            .formatted(instance.options().nameOf(OPT_KEYS), String.join("\", \"", unknown));
    if (unknownStores == UnknownStores.ERROR) {
      throw new ConfigException(
          "%s: write \"*\", or some of its stores, %s"
              .formatted(
                  fault, names.isEmpty() ? "of which there are none" : String.join(", ", names)));
    }
    return new StoreSelection(wanted(instance, available), Optional.of(fault + ": left out"));
  }

  private static List<StoreKey> wanted(InstanceConfig instance, TreeSet<StoreKey> available) {
    return available.stream().filter(store -> instance.keys().contains(store.name())).toList();
  }

  /** Whether there is nothing that the service could be told. */
  public boolean isOff() {
    return storeKeys.isEmpty();
  }
}
