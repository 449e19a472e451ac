using Artel.Payloads;

namespace Artel.Messaging;

/// <summary>
/// The payload of a send before the message is made. A struct for each shape, so that a send of a value neither boxes it nor makes a
/// message that is refused.
/// </summary>
internal interface ISendBody
{
    /// <summary>The message for a process that shares the C# heap.</summary>
    Message ToMessage(string topic, Pid? from, ReplySlot? slot);

    /// <summary>The payload for a process that does not.</summary>
    /// <exception cref="ProcessException">INVALID: a value has no codec.</exception>
    PortableValues ToPortable();
}

/// <summary>No payload.</summary>
internal readonly struct SendNothing : ISendBody
{
    public static SendNothing Instance => default;

    public Message ToMessage(string topic, Pid? from, ReplySlot? slot) =>
        slot is null ? EmptyMessage.Make(topic, from) : EmptyRequest.Make(topic, from, slot);

    public PortableValues ToPortable() => PortableValues.Empty;
}

/// <summary>One value.</summary>
internal readonly struct SendOne<T>(T payload) : ISendBody
{
    public Message ToMessage(string topic, Pid? from, ReplySlot? slot) =>
        slot is null ? Message<T>.Make(topic, from, payload) : ValueRequest<T>.Make(topic, from, payload, slot);

    public PortableValues ToPortable() => PortableValues.Write(1, payload, static (writer, payload) => PayloadConversion.Write(writer, payload, "payload[1]"));
}

/// <summary>Several values.</summary>
internal readonly struct SendValues(object?[] values) : ISendBody
{
    public Message ToMessage(string topic, Pid? from, ReplySlot? slot) =>
        slot is null ? new ValuesMessage(topic, from, values) : new ValuesRequest(topic, from, values, slot);

    public PortableValues ToPortable() => SendBody.ToPortable(values);
}

/// <summary>Values that are in the portable form already: a send from Lua.</summary>
internal readonly struct SendPortable(PortableValues values) : ISendBody
{
    public Message ToMessage(string topic, Pid? from, ReplySlot? slot) =>
        slot is null ? new PortableMessage(topic, from, values) : new PortableRequest(topic, from, values, slot);

    public PortableValues ToPortable() => values;
}

internal static class SendBody
{
    public static PortableValues ToPortable(ReadOnlySpan<object?> values) => PortableValues.Write(values.Length, values, static (writer, values) =>
    {
        for (var i = 0; i < values.Length; i++)
            PayloadConversion.Write(writer, values[i], $"payload[{i + 1}]");
    });
}
