package sdk053

// ConfigTemplate comes after the SDK's own template of app.toml:
//
//	server.InterceptConfigsPreRunHandler(cmd, serverconfig.DefaultConfigTemplate+sdk053.ConfigTemplate, ...)
//
// A node whose app.toml is there already has it appended by hand.
const ConfigTemplate = `
###############################################################################
###                       Java Streaming Services                           ###
###############################################################################

[store]
# The services that each block is brought to, by name: "file", or what a plug-in brings.
streamers = []

[streamers.file]
# The stores whose changes are written; "*" is all of them.
keys = ["*"]

# Where the files go, relative to the node's home, and what their names begin with.
write_dir = ""
prefix = ""

# Whether requests and responses are written too.
output-metadata = true

# Whether a failure stops the node. The next start writes what is missing.
stop-node-on-error = true

# Whether a block survives a loss of power.
fsync = false

# "async" lets a commit go on before the block is written, with up to queue-blocks behind.
delivery = "sync"
queue-blocks = 64

[abcistream]
# What a start does where services lack blocks: "rollback" takes the state back, so that they are replayed,
# max-rollback-blocks at most; "stop" fails; "ignore" goes on without them.
on-gap = "rollback"
max-rollback-blocks = 100

# "warn" lets a service name stores that this release does not have.
unknown-stores = "error"

# How long the services may take until they are ready, and until they have finished.
start-timeout = "60s"
close-timeout = "8s"

[abcistream.jvm]
# The folder of a JDK, 17 or later; empty for JAVA_HOME, java on the PATH, or the usual folders.
home = ""

# Such as ["-Xmx512m"].
options = []

# Folders of services of your own, joined by colons, relative to the node's home.
plugin-path = ""
`
