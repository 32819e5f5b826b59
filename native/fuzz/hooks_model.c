#include "fuzz/hooks_model.h"

#include "block/block.h"

/* The second name is so long that its length takes two bytes. */
#define LONG_NAME                                                                                \
  "gov-0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567" \
  "89012345678901234567890123456789012345678901234567890123456789"

const char *const model_store_names[MODEL_STORES] = {"bank", LONG_NAME, "stak\xC3\xA9", "unwanted"};
const uint32_t model_store_handles[MODEL_STORES] = {2, 0, 1, MODEL_UNWANTED};

static size_t rank_of(uint32_t handle) {
  size_t rank = 0;
  while (model_store_handles[rank] != handle) {
    rank++;
  }
  return rank;
}

static struct model_segment *metadata(struct model *model, enum block_part part) {
  return &model->gathered.segments[MODEL_STORES + part];
}

static void free_block(struct model_block *block) {
  expected_free(&block->app_hash);
  for (int i = 0; i < MODEL_SEGMENTS; i++) {
    expected_free(&block->segments[i].bytes);
  }
  *block = (struct model_block){0};
}

static void copy_block(struct model_block *to, const struct model_block *from) {
  *to = (struct model_block){.height = from->height};
  expected_append(&to->app_hash, (abcistream_bytes){from->app_hash.data, from->app_hash.size});
  for (int i = 0; i < MODEL_SEGMENTS; i++) {
    const struct model_segment *segment = &from->segments[i];
    to->segments[i].pairs = segment->pairs;
    to->segments[i].deletes = segment->deletes;
    expected_append(&to->segments[i].bytes,
                    (abcistream_bytes){segment->bytes.data, segment->bytes.size});
  }
}

static int64_t size_of_block(const struct model_block *block) {
  int64_t size = 0;
  for (int i = 0; i < MODEL_SEGMENTS; i++) {
    size += (int64_t)block->segments[i].bytes.size;
  }
  return size;
}

static void remove_oldest(struct model_service *service) {
  free_block(&service->queue[0].block);
  service->count--;
  for (int i = 0; i < service->count; i++) {
    service->queue[i] = service->queue[i + 1];
  }
}

static void forget_gathered(struct model *model) {
  free_block(&model->gathered);
  model->phase = MODEL_IDLE;
  model->wrote = false;
  model->wrote_first = false;
  model->spoilt = false;
  model->room_size = 0;
}

void model_reset(struct model *model) {
  forget_gathered(model);
  for (int i = 0; i < model->service_count; i++) {
    while (model->services[i].count > 0) {
      remove_oldest(&model->services[i]);
    }
  }
  *model = (struct model){0};
}

/* ---- The hooks ---- */

static bool is_legal(abcistream_bytes first, abcistream_bytes second) {
  return (first.data != NULL || first.size == 0) && (second.data != NULL || second.size == 0) &&
         first.size <= BLOCK_RECORD_MAX && second.size <= BLOCK_RECORD_MAX &&
         first.size + second.size <= BLOCK_RECORD_MAX;
}

static abcistream_status begin_with(struct model *model, enum model_phase phase,
                                    enum block_part part, enum block_field field,
                                    abcistream_bytes request, abcistream_bytes response) {
  if (!is_legal(request, response)) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  if (model->phase != MODEL_IDLE) {
    if (model->wrote_first) {
      return ABCISTREAM_OUT_OF_ORDER;
    }
    forget_gathered(model);
  }
  model->wrote_first = model->wrote;
  model->phase = phase;
  expected_field(&metadata(model, part)->bytes, field, request);
  expected_field(&metadata(model, part)->bytes, field + 1, response);
  return ABCISTREAM_OK;
}

abcistream_status model_begin_block(struct model *model, abcistream_bytes request,
                                    abcistream_bytes response) {
  return begin_with(model, MODEL_BEGUN, BLOCK_PART_BEFORE, METADATA_REQUEST_BEGIN_BLOCK, request,
                    response);
}

abcistream_status model_finalize_block(struct model *model, abcistream_bytes request,
                                       abcistream_bytes response) {
  return begin_with(model, MODEL_FINALIZED, BLOCK_PART_FINALIZE, METADATA_REQUEST_FINALIZE_BLOCK,
                    request, response);
}

abcistream_status model_deliver_tx(struct model *model, abcistream_bytes request,
                                   abcistream_bytes response) {
  if (!is_legal(request, response)) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  if (model->phase != MODEL_BEGUN) {
    return ABCISTREAM_OUT_OF_ORDER;
  }
  struct expected_bytes transaction = {0};
  expected_field(&transaction, 1, request);
  expected_field(&transaction, 2, response);
  expected_field(&metadata(model, BLOCK_PART_BEFORE)->bytes, METADATA_DELIVER_TXS,
                 (abcistream_bytes){transaction.data, transaction.size});
  expected_free(&transaction);
  return ABCISTREAM_OK;
}

abcistream_status model_end_block(struct model *model, abcistream_bytes request,
                                  abcistream_bytes response) {
  if (!is_legal(request, response)) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  if (model->phase != MODEL_BEGUN) {
    return ABCISTREAM_OUT_OF_ORDER;
  }
  model->phase = MODEL_ENDED;
  struct expected_bytes *to = &metadata(model, BLOCK_PART_BEFORE)->bytes;
  expected_field(to, METADATA_REQUEST_END_BLOCK, request);
  expected_field(to, METADATA_RESPONSE_END_BLOCK, response);
  return ABCISTREAM_OK;
}

abcistream_status model_on_write(struct model *model, uint32_t store, abcistream_bytes key,
                                 abcistream_bytes value, bool is_delete) {
  if (store >= MODEL_STORES) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  if (store == MODEL_UNWANTED) {
    model->wrote = true;
    return ABCISTREAM_OK;
  }
  if (key.size == 0 || !is_legal(key, value)) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  model->wrote = true;
  model->room_size = 0;
  size_t rank = rank_of(store);
  struct model_segment *segment = &model->gathered.segments[rank];
  expected_pair(&segment->bytes, model_store_names[rank], key, value, is_delete);
  segment->pairs++;
  segment->deletes += is_delete;
  return ABCISTREAM_OK;
}

abcistream_status model_reserve(struct model *model, uint32_t store, size_t size) {
  if (store >= MODEL_STORES || size == 0 || size > BLOCK_RECORD_MAX) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  model->room_store = store;
  model->room_size = store == MODEL_UNWANTED ? 0 : size;
  return ABCISTREAM_OK;
}

abcistream_status model_advance(struct model *model, uint32_t store, abcistream_bytes written,
                                uint64_t pairs, uint64_t deletes) {
  if (model->room_size == 0 || store != model->room_store || written.size > model->room_size ||
      pairs > written.size || deletes > pairs) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  struct model_segment *segment = &model->gathered.segments[rank_of(store)];
  expected_append(&segment->bytes, written);
  segment->pairs += (int64_t)pairs;
  segment->deletes += (int64_t)deletes;
  model->room_size = 0;
  model->wrote = true;
  return ABCISTREAM_OK;
}

void model_abandon(struct model *model) { forget_gathered(model); }

static bool has_room(const struct model_service *service, const struct model_block *block) {
  int64_t size = size_of_block(block);
  for (int i = 0; i < service->count; i++) {
    size += size_of_block(&service->queue[i].block);
  }
  return service->count == 0 || (service->count < MODEL_QUEUE_BLOCKS && size <= MODEL_QUEUE_BYTES);
}

/* Whether the service gets the block that was gathered; late for good is one that has no room. */
static bool deliver(const struct model *model, struct model_service *service) {
  if (has_room(service, &model->gathered)) {
    struct model_delivery *delivery = &service->queue[service->count++];
    copy_block(&delivery->block, &model->gathered);
    delivery->sequence = model->head;
    delivery->dropped = service->dropped;
    service->dropped = 0;
    return true;
  }
  service->late = true;
  if ((service->flags & ABCISTREAM_SERVICE_DETACHES) != 0) {
    service->detached = true;
  } else {
    service->dropped++;
  }
  return false;
}

static void fail(abcistream_status *status, const struct model_service *service) {
  bool stops = (service->flags & ABCISTREAM_SERVICE_STOPS_NODE) != 0;
  *status = *status == ABCISTREAM_OK && stops ? ABCISTREAM_TIMEOUT : *status;
}

static abcistream_status publish(struct model *model) {
  abcistream_status status = ABCISTREAM_OK;
  model->head++;
  for (int i = 0; i < model->service_count; i++) {
    struct model_service *service = &model->services[i];
    if (!service->left && !service->detached && !deliver(model, service)) {
      fail(&status, service);
    }
  }
  model->height = model->gathered.height;
  forget_gathered(model);
  return status;
}

/* Nothing answers while the commit waits, so whoever it waits for runs out of time. */
static abcistream_status outcome_of_commit(struct model *model, abcistream_status status) {
  for (int i = 0; i < model->service_count; i++) {
    struct model_service *service = &model->services[i];
    bool waits = (service->flags & ABCISTREAM_SERVICE_ASYNC) == 0 && !service->late &&
                 !service->detached && !service->left;
    if (waits && service->count > 0) {
      service->late = true;
      fail(&status, service);
    }
  }
  for (int i = 0; i < model->service_count; i++) {
    struct model_service *service = &model->services[i];
    status = status == ABCISTREAM_OK ? service->failure : status;
    service->failure = ABCISTREAM_OK;
  }
  return status;
}

abcistream_status model_commit(struct model *model, int64_t height, abcistream_bytes app_hash,
                               abcistream_bytes response) {
  if (!is_legal(app_hash, response)) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  if (model->phase != MODEL_ENDED && model->phase != MODEL_FINALIZED) {
    return ABCISTREAM_OUT_OF_ORDER;
  }
  if (height <= 0 || height <= model->height) {
    return ABCISTREAM_HEIGHT;
  }
  if (model->spoilt) {
    return ABCISTREAM_NO_MEMORY;
  }
  if (model->gone) {
    return ABCISTREAM_JVM_GONE;
  }
  model->gathered.height = height;
  expected_append(&model->gathered.app_hash, app_hash);
  expected_field(&metadata(model, BLOCK_PART_COMMIT)->bytes, METADATA_RESPONSE_COMMIT, response);
  return outcome_of_commit(model, publish(model));
}

int64_t model_last_height(const struct model *model) {
  int64_t lowest = 0;
  for (int i = 0; i < model->service_count; i++) {
    int64_t height = model->services[i].durable_height;
    lowest = height > 0 && (lowest == 0 || height < lowest) ? height : lowest;
  }
  return lowest;
}

/* ---- The services ---- */

static struct model_service *service_of(struct model *model, int32_t number) {
  return number >= 0 && number < model->service_count ? &model->services[number] : NULL;
}

abcistream_status model_next(const struct model_delivery **delivery, struct model *model,
                             int32_t number) {
  struct model_service *service = service_of(model, number);
  if (service == NULL) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  if (service->in_hand) {
    return ABCISTREAM_OUT_OF_ORDER;
  }
  if (service->count == 0) {
    return model->gone ? ABCISTREAM_CLOSED : ABCISTREAM_TIMEOUT;
  }
  service->in_hand = true;
  *delivery = &service->queue[0];
  return ABCISTREAM_OK;
}

static void finish(struct model_service *service) {
  service->in_hand = false;
  remove_oldest(service);
  service->late = service->late && service->count > 0;
}

abcistream_status model_done(struct model *model, int32_t number, int64_t durable_height,
                             abcistream_status status) {
  struct model_service *service = service_of(model, number);
  if (service == NULL) {
    return ABCISTREAM_INVALID_ARGUMENT;
  }
  if (!service->in_hand) {
    return ABCISTREAM_OUT_OF_ORDER;
  }
  service->durable_height = durable_height;
  service->failure = service->failure == ABCISTREAM_OK ? status : service->failure;
  finish(service);
  return ABCISTREAM_OK;
}

void model_detach(struct model *model, int32_t number) {
  struct model_service *service = service_of(model, number);
  if (service != NULL) {
    service->detached = true;
    while (service->count > 0) {
      finish(service);
    }
  }
}

void model_left(struct model *model, int32_t number) {
  struct model_service *service = service_of(model, number);
  if (service != NULL && !service->left) {
    service->left = true;
    while (service->count > 0) {
      finish(service);
    }
  }
}
