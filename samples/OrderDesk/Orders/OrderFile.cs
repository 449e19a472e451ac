using System.Text.Json;

namespace OrderDesk.Orders;

/// <summary>A file of orders, one as JSON in each line.</summary>
internal static class OrderFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads all orders, so that a broken file is refused before any of it is published.</summary>
    /// <exception cref="OrderFileException">The file can't be read, or a line of it is no order.</exception>
    public static IReadOnlyList<Order> Read(string path)
    {
        var orders = new List<Order>();
        try
        {
            foreach (var line in File.ReadLines(path))
                orders.Add(JsonSerializer.Deserialize<Order>(line, Options) ?? throw new JsonException("it is null"));
        }
        catch (JsonException broken)
        {
            throw new OrderFileException($"{path}:{orders.Count + 1}: the line is no order: {broken.Message}", broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new OrderFileException($"The orders can't be read: {unreadable.Message}", unreadable);
        }

        return orders;
    }
}

/// <summary>A file of orders that can't be used; the text names the line.</summary>
internal sealed class OrderFileException(string message, Exception cause) : Exception(message, cause);
