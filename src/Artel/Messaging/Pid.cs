using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Artel.Security;

namespace Artel;

/// <summary>
/// The address of a process: <c>{node@host|unique}</c>. Immutable, comparable by value, safe to keep and to share; it outlives the
/// process, and sends to a pid whose process has ended answer NOT_FOUND.
/// </summary>
public sealed class Pid : IEquatable<Pid>, ISpanParsable<Pid>, IPlacedResource
{
    /// <summary>The node name of a runtime that is in no cluster.</summary>
    public const string LocalNode = "local";

    /// <summary>The way to the process while it lives; null afterwards, and in a pid that was parsed and belongs to nobody here.</summary>
    private volatile Messaging.IRoute? _route;

    private volatile Messaging.RouteKind? _kind;

    private string? _text;

    private readonly ProcessPlace _place;

    /// <summary>One that <see cref="Attach"/> gives a process, or that has none.</summary>
    internal Pid(ProcessPlace place, ulong unique)
    {
        _place = place;
        Unique = unique;
    }

    internal Pid(string node, string host, ulong unique)
        : this(new ProcessPlace(node, host), unique)
    {
    }

    /// <summary>The node that the process runs on; <see cref="LocalNode"/> without a cluster.</summary>
    public string Node => _place.Node;

    /// <summary>The id of the host that runs it, <c>namespace:name</c>.</summary>
    public string Host => _place.Host;

    ProcessPlace IPlacedResource.Place => _place;

    /// <summary>What tells the process from all others, past and present, of its node.</summary>
    internal ulong Unique { get; }

    internal Messaging.IRoute? Route => _route;

    /// <summary>
    /// What is known of the process here without a look at it, whose memory others write to all the time; null for one that
    /// <see cref="Route"/> alone knows. Any thread.
    /// </summary>
    internal Messaging.RouteKind? Kind => _kind;

    /// <summary>Takes the way to the process; called once, before anybody else has the pid.</summary>
    internal void Attach(Messaging.IRoute route, Messaging.RouteKind kind)
    {
        _kind = kind;
        _route = route;
    }

    /// <summary>The process is of another kind now.</summary>
    internal void Upgrade(Messaging.RouteKind kind) => _kind = kind;

    /// <summary>Forgets the process; called once, when it has ended.</summary>
    internal void Detach()
    {
        _route = null;
        _kind = null;
    }

    /// <summary>Reads a pid's text.</summary>
    /// <param name="s">A text of the form <c>{node@host|unique}</c>.</param>
    /// <param name="provider">Not used.</param>
    /// <exception cref="FormatException">It is not a pid.</exception>
    public static Pid Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Pid Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var pid)
            ? pid
            : throw new FormatException($"'{s}' is not a pid; a pid reads {{node@host|unique}}.");

    /// <summary>Reads a pid's text; false when it is not a pid.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The pid.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out Pid result) =>
        TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Pid result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Pid result)
    {
        result = null;
        if (!LooksLikePid(s))
            return false;

        var body = s[1..^1];
        var at = body.IndexOf('@');
        var bar = body.LastIndexOf('|');
        if (at < 1 || bar < at + 2 || !TryParseUnique(body[(bar + 1)..], out var unique))
            return false;

        var node = body[..at];
        result = new Pid(node.SequenceEqual(LocalNode) ? LocalNode : node.ToString(), body[(at + 1)..bar].ToString(), unique);
        return true;
    }

    /// <summary>Whether a destination text is meant as a pid and not as a name.</summary>
    internal static bool LooksLikePid(ReadOnlySpan<char> text) => text.Length > 2 && text[0] == '{' && text[^1] == '}' && text.Contains('|');

    /// <inheritdoc/>
    public bool Equals(Pid? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Unique == other.Unique && _place.Equals(other._place));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pid);

    /// <inheritdoc/>
    public override int GetHashCode() => Unique.GetHashCode();

    /// <summary>The pid's text, <c>{node@host|unique}</c>.</summary>
    public override string ToString() =>
        _text ??= string.Create(CultureInfo.InvariantCulture, $"{{{Node}@{Host}|{(uint)Unique:x}.{Unique >> 32:x}}}");

    /// <summary>Whether both are the same address.</summary>
    public static bool operator ==(Pid? left, Pid? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they are different addresses.</summary>
    public static bool operator !=(Pid? left, Pid? right) => !(left == right);

    private static bool TryParseUnique(ReadOnlySpan<char> text, out ulong unique)
    {
        unique = 0;
        var dot = text.IndexOf('.');
        if (dot < 1
            || !uint.TryParse(text[..dot], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var slot)
            || !uint.TryParse(text[(dot + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var generation))
        {
            return false;
        }

        unique = ((ulong)generation << 32) | slot;
        return true;
    }
}
