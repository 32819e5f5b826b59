package streaming

// ConfigTemplate comes after the SDK's own template of app.toml, which has the sections [store] and [streamers.file]:
//
//	server.InterceptConfigsPreRunHandler(cmd, serverconfig.DefaultConfigTemplate+streaming.ConfigTemplate, ...)
const ConfigTemplate = `
###############################################################################
###                        Java Streaming Services                          ###
###############################################################################

[abcistream]

# on-gap says what to do at the start when blocks are missing in a service: "rollback" takes the state back, so that
# they are replayed; "stop" fails; "ignore" goes on without them.
on-gap = "rollback"

# max-rollback-blocks is how many blocks are replayed at most.
max-rollback-blocks = 100

# unknown-stores is "warn" where a service may name stores that this release does not have.
unknown-stores = "error"

# start-timeout is how long the services may take until they are ready, close-timeout until they have finished.
start-timeout = "60s"
close-timeout = "8s"

[abcistream.jvm]

# home is the JDK, 17 or later; empty for JAVA_HOME, java on the PATH, or the usual folders.
home = ""

# options are those of the JVM, such as ["-Xmx512m"].
options = []

# plugin-path has the folders of services of your own, joined by colons and relative to the node's home.
plugin-path = ""
`
