namespace LogPipeline.Logs;

/// <summary>
/// One request of a web server's access log.
/// A request line that is not <c>METHOD target PROTOCOL</c> (a port scan, a TLS handshake on the plain port) is still an
/// entry: its <see cref="Method"/> and <see cref="Protocol"/> are empty and its <see cref="Path"/> is the request as logged.
/// </summary>
/// <param name="Number">The line's 1-based number within its file, empty lines included, as an editor shows it.</param>
/// <param name="File">The name of the file the line is in.</param>
/// <param name="Text">The line as it stands in the file.</param>
/// <param name="RemoteAddress">An IPv4 or IPv6 address, or a host name.</param>
/// <param name="Ident">The RFC 1413 identity, which hardly any server asks for.</param>
/// <param name="User">The user of HTTP authentication.</param>
/// <param name="Time">When the request came in, with the server's offset.</param>
/// <param name="Method">GET, POST..., or empty.</param>
/// <param name="Path">The target with its query string, neither decoded nor normalised.</param>
/// <param name="Protocol">HTTP/1.1 and the like, or empty.</param>
/// <param name="Status">The three-digit status.</param>
/// <param name="Bytes">The size of the response's body.</param>
/// <param name="Referrer">The page the client says it came from; always missing in the common format.</param>
/// <param name="UserAgent">What the client says it is; always missing in the common format.</param>
/// <param name="Seconds">How long the request took, when the log says so.</param>
public sealed record LogEntry(
    long Number,
    string File,
    string Text,
    string RemoteAddress,
    string? Ident,
    string? User,
    DateTimeOffset Time,
    string Method,
    string Path,
    string Protocol,
    int Status,
    long? Bytes,
    string? Referrer,
    string? UserAgent,
    double? Seconds);
