using System.Diagnostics.CodeAnalysis;
using Artel.Payloads;

namespace Artel.Messaging;

/// <summary>A message without payload.</summary>
internal class EmptyMessage : Message
{
    [ThreadStatic]
    private static SpareMessages? t_spares;

    protected EmptyMessage(string topic, Pid? from, byte home)
        : base(topic, from, home) { }

    public static EmptyMessage Make(string topic, Pid? from)
    {
        if (from is null || t_spares?.Take<EmptyMessage>() is not { } spare)
            return MakeNew(topic, from);
        spare.Renew(topic, from);
        return spare;
    }

    private static EmptyMessage MakeNew(string topic, Pid? from) =>
        new(topic, from, (from is null ? SpareMessages.OfNobody : t_spares ??= new()).Home);

    public override object? Payload => null;

    public override int Count => 0;

    internal override bool TryGet<T>(int index, out T? value, [NotNullWhen(false)] out string? why)
        where T : default
    {
        value = default;
        why = $"the message has no payload, a {PayloadConversion.NameOf(typeof(T))} was expected";
        return false;
    }

    internal override void WriteTo(PayloadWriter writer) { }

    internal override void Recycle()
    {
        if (t_spares is { } spares && spares.TryKeep(this))
            Forget();
    }
}

/// <summary>A message with one payload value, which is never boxed on the way to a handler of the same type.</summary>
internal class Message<T> : Message
{
    [ThreadStatic]
    private static SpareMessages? t_spares;

    protected Message(string topic, Pid? from, T payload, byte home)
        : base(topic, from, home) => Value = payload;

    /// <summary>The value.</summary>
    public T Value { get; private protected set; }

    public override object? Payload => Value;

    public override int Count => 1;

    public static Message<T> Make(string topic, Pid? from, T payload)
    {
        var spares = from is null ? SpareMessages.OfNobody : t_spares ??= new();
        if (spares.Take<Message<T>>() is not { } spare)
            return new Message<T>(topic, from, payload, spares.Home);
        spare.Renew(topic, from);
        spare.Value = payload;
        return spare;
    }

    internal override bool TryGet<TWanted>(int index, out TWanted? value, [NotNullWhen(false)] out string? why)
        where TWanted : default
    {
        if (index == 0)
            return PayloadConversion.TryConvert(Value, out value, out why);
        value = default;
        why = "the message has one payload value only";
        return false;
    }

    internal override void WriteTo(PayloadWriter writer) => PayloadConversion.Write(writer, Value, "payload[1]");

    internal override void Recycle()
    {
        if (t_spares is not { } spares || !spares.TryKeep(this))
            return;
        Forget();
        Value = default!;
    }
}

/// <summary>A message with several payload values.</summary>
internal class ValuesMessage(string topic, Pid? from, object?[] values) : Message(topic, from)
{
    public override object? Payload => values;

    public override int Count => values.Length;

    internal override bool TryGet<T>(int index, out T? value, [NotNullWhen(false)] out string? why)
        where T : default
    {
        if ((uint)index < (uint)values.Length)
            return PayloadConversion.TryConvert(values[index], out value, out why);
        value = default;
        why = $"the message has {values.Length} payload values only";
        return false;
    }

    internal override void WriteTo(PayloadWriter writer)
    {
        for (var i = 0; i < values.Length; i++)
            PayloadConversion.Write(writer, values[i], $"payload[{i + 1}]");
    }
}

/// <summary>A message whose payload was written in the portable form, by a process in another language for instance.</summary>
internal class PortableMessage : Message
{
    private readonly PortableValues _values;

    // What the receiver's readings made so far: a table that two payload values share is one object. Almost always null.
    private readonly SharedTables? _kept;

    public PortableMessage(string topic, Pid? from, PortableValues values)
        : base(topic, from)
    {
        _values = values;
        _kept = values.NewSharedTables();
        if (values.Account is not null)
            PayCharge(+1);
    }

    /// <summary>The payload as it travels.</summary>
    public PortableValues Values => _values;

    /// <summary>What a message takes of its sender's account.</summary>
    public static long CostOf(string topic, PortableValues values) => PayloadAccount.Overhead + values.Bytes.Length + (2L * topic.Length);

    public override object? Payload => _values.Count switch
    {
        0 => null,
        1 => _values.ReadObject(0),
        _ => _values.ReadObjects(),
    };

    public override int Count => _values.Count;

    internal override bool TryGet<T>(int index, out T? value, [NotNullWhen(false)] out string? why)
        where T : default => _values.TryRead(index, out value, out why, _kept);

    internal override void WriteTo(PayloadWriter writer) => writer.WriteRaw(_values);

    internal override Message ToPortable() => this;

    private protected override void PayCharge(int sign)
    {
        if (_values.Account is not { } account)
            return;
        IsCharged = sign > 0;
        account.Charge(sign * CostOf(Topic, _values));
    }
}

/// <summary>A request without payload.</summary>
internal sealed class EmptyRequest : EmptyMessage
{
    [ThreadStatic]
    private static SpareMessages? t_spares;

    private ReplySlot _slot;

    private EmptyRequest(string topic, Pid? from, ReplySlot slot, byte home)
        : base(topic, from, home) => Begin(slot);

    internal override ReplySlot Request => _slot;

    public static EmptyRequest Make(string topic, Pid? from, ReplySlot slot)
    {
        var spares = from is null ? SpareMessages.OfNobody : t_spares ??= new();
        if (spares.Take<EmptyRequest>() is not { } spare)
            return new EmptyRequest(topic, from, slot, spares.Home);
        spare.Renew(topic, from);
        spare.Begin(slot);
        return spare;
    }

    internal override void Recycle()
    {
        if (t_spares is not { } spares || !spares.TryKeep(this))
            return;
        Forget();
        _slot = null!;
    }

    [MemberNotNull(nameof(_slot))]
    private void Begin(ReplySlot slot)
    {
        _slot = slot;
        RequestVersion = slot.Version;
    }
}

/// <summary>A request with one payload value.</summary>
internal sealed class ValueRequest<T> : Message<T>
{
    [ThreadStatic]
    private static SpareMessages? t_spares;

    private ReplySlot _slot;

    private ValueRequest(string topic, Pid? from, T payload, ReplySlot slot, byte home)
        : base(topic, from, payload, home) => Begin(slot);

    internal override ReplySlot Request => _slot;

    public static ValueRequest<T> Make(string topic, Pid? from, T payload, ReplySlot slot)
    {
        var spares = from is null ? SpareMessages.OfNobody : t_spares ??= new();
        if (spares.Take<ValueRequest<T>>() is not { } spare)
            return new ValueRequest<T>(topic, from, payload, slot, spares.Home);
        spare.Renew(topic, from);
        spare.Value = payload;
        spare.Begin(slot);
        return spare;
    }

    internal override void Recycle()
    {
        if (t_spares is not { } spares || !spares.TryKeep(this))
            return;
        Forget();
        Value = default!;
        _slot = null!;
    }

    [MemberNotNull(nameof(_slot))]
    private void Begin(ReplySlot slot)
    {
        _slot = slot;
        RequestVersion = slot.Version;
    }
}

/// <summary>A request with several payload values.</summary>
internal sealed class ValuesRequest : ValuesMessage
{
    public ValuesRequest(string topic, Pid? from, object?[] values, ReplySlot slot)
        : base(topic, from, values)
    {
        Request = slot;
        RequestVersion = slot.Version;
    }

    internal override ReplySlot Request { get; }
}

/// <summary>A request whose payload is in the portable form.</summary>
internal sealed class PortableRequest : PortableMessage
{
    public PortableRequest(string topic, Pid? from, PortableValues values, ReplySlot slot)
        : base(topic, from, values)
    {
        Request = slot;
        RequestVersion = slot.Version;
    }

    internal override ReplySlot Request { get; }
}
